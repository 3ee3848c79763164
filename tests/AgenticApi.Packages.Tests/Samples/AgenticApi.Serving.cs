// Prints: Completed: Hello, world
using AgenticApi;
using AgenticApi.Serving;

async IAsyncEnumerable<ModelDelta> Model()
{
    yield return new ContentDelta("Hello, ");
    await Task.Yield();
    yield return new ContentDelta("world");
    yield return new FinishDelta("stop");
}

var stream = new MemoryStream();
await ResponseEventWriter.WriteAsync(ResponseEventEmitter.EmitAsync(Model()), stream);
AccumulatedResponse result = await ResponseAccumulator.FromStreamAsync(new MemoryStream(stream.ToArray()));
Console.WriteLine($"{result.Ending}: {result.Response.OutputText}");
