"""The smallest function there is, in Python."""


def lambda_handler(event, context):
    name = event.get("name", "world")
    print(f"greeting {name} from {context.function_name}")
    if event.get("fail"):
        raise ValueError(f"will not greet {name}")
    return {"message": f"Hello, {name}! 👋", "answer": 2**64}
