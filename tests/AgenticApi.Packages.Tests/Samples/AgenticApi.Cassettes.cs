// Prints: Completed: Hello
using System.Net.Http.Json;
using System.Text.Json;
using AgenticApi.Cassettes;

var request = new CassetteRequest("POST", "/v1/responses", body: JsonElement.Parse("""{"input":"Hi"}"""));
var response = new CassetteResponse(200, null, CassetteTransport.Blocking, """{"object":"response","status":"completed","output":[{"type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hello"}]}]}"""u8);
using var http = new HttpClient(new ReplayHandler(new Cassette("a server", [new CassetteTurn("t1", request, response)]))) { BaseAddress = new Uri("http://replay") };
using HttpResponseMessage answer = await http.PostAsJsonAsync("/v1/responses", new { input = "Hi" });
var result = AgenticApi.ResponseAccumulator.FromJson(await answer.Content.ReadAsStringAsync());
Console.WriteLine($"{result.Ending}: {result.Response.OutputText}");
