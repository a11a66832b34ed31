const cents = { tea: 450, cup: 1290, kettle: 3900 };

/** Total and lines of an order, in cents. */
export function totalOf(order) {
  if (order.fail) throw new PriceListClosed(`No prices for order ${order.id}: its event says "fail".`);
  const lines = order.items.map(({ article, quantity }) => ({
    article,
    quantity,
    price: priceOf(article) * quantity,
  }));
  return { total: lines.reduce((sum, line) => sum + line.price, 0), lines };
}

function priceOf(article) {
  const price = cents[article];
  if (price === undefined) throw new RangeError(`There is no article "${article}".`);
  return price;
}

class PriceListClosed extends Error {
  name = 'PriceListClosed';
}
