// Prints: Completed: It is sunny in Rome.
using System.Text;
using AgenticApi.Execution;

string call = """{"type":"function_call","id":"fc_1","call_id":"call_1","name":"get_weather","arguments":"{}","status":"completed"}""";
string text = """{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"It is sunny in Rome."}]}""";
string Response(string item) => "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"output\":[" + item + "]}}\n\n";
var endpoint = new ResponsesEndpoint((request, ct) => Task.FromResult(new EndpointAnswer(
    200, new MemoryStream(Encoding.UTF8.GetBytes(Response(Encoding.UTF8.GetString(request.Body.Span).Contains("sunny") ? text : call))), contentType: "text/event-stream")));
var tool = Tool.FromSchema("get_weather", "The weather.", System.Text.Json.JsonElement.Parse("""{"type":"object"}"""), (_, _) => Task.FromResult(ToolOutput.FromText("sunny")));
RunResult result = await new Agent(endpoint, "m") { Tools = [tool] }.RunAsync("How is Rome?").ToEndAsync();
Console.WriteLine($"{result.Outcome}: {result.Text}");
