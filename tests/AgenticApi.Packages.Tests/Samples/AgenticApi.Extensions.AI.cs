// Prints: Hello (stop)
using AgenticApi.Execution;
using AgenticApi.Extensions.AI;
using Microsoft.Extensions.AI;

var body = """{"id":"resp_1","object":"response","status":"completed","output":[{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hello"}]}]}""";
var endpoint = new ResponsesEndpoint((request, ct) => Task.FromResult(new EndpointAnswer(200, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body)), contentType: "application/json")));
using IChatClient client = endpoint.AsChatClient("m");
ChatResponse response = await client.GetResponseAsync("Hi");
Console.WriteLine($"{response.Text} ({response.FinishReason})");
