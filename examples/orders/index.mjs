import { totalOf } from './prices.mjs';

/** Prices an order. The answer has the form that API Gateway expects: its body is JSON in a string. */
export const handler = async (order, context) => {
  console.log(`order ${order.id}: ${order.items.length} items, ${context.getRemainingTimeInMillis()} ms left`);
  const { total, lines } = totalOf(order);
  return {
    statusCode: 201,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      // Larger than JavaScript can count: written digit by digit, and shown to you digit by digit.
      id: JSON.rawJSON(order.id),
      total,
      lines,
      message: 'Thank you 🎉 — merci — ありがとう',
    }),
  };
};
