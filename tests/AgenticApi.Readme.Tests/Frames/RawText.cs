// src/AgenticApi.Serving/README.md: new XmlToolCallBlock()
// Prints: ReasoningDelta ToolCallDelta*
using System.Text.Json;
using AgenticApi.Serving;

var request = JsonElement.Parse("""{"model":"m","input":"Hi","tools":[{"type":"function","name":"look","parameters":{"type":"object","properties":{"at":{"type":"string"}}}}]}""");
async IAsyncEnumerable<ModelDelta> Raw()
{
    yield return new ContentDelta("<think>Why not.</think><tool_call><function=look><parameter=at>it</par");
    await Task.Yield();
    yield return new ContentDelta("ameter></function></tool_call>");
}

var raw = Raw();
// The sample stands here.
var kinds = new List<string>();
await foreach (var delta in deltas)
{
    kinds.Add(delta.GetType().Name);
}

Console.WriteLine(string.Join(' ', kinds));
