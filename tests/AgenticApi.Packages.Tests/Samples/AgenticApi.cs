// Prints: Completed: Hello (4 deviations)
using System.Text;
using AgenticApi;

var stream = new MemoryStream(Encoding.UTF8.GetBytes("""
    data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"item_id":"msg_1","delta":"Hello"}

    data: {"type":"response.completed","response":{"id":"resp_1","object":"response","status":"completed","output":[{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hello"}]}]}}


    """));
AccumulatedResponse result = await ResponseAccumulator.FromStreamAsync(stream);
Console.WriteLine($"{result.Ending}: {result.Response.OutputText} ({result.Deviations.Count} deviations)");
