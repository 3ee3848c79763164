// Prints: 404 True
using AgenticApi.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
var app = builder.Build();
app.Urls.Add("http://127.0.0.1:0");
app.MapResponsesGateway(new ResponsesGatewayOptions { Upstream = new Uri("http://127.0.0.1:9/v1") });
await app.StartAsync();
using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
using var answer = await http.GetAsync("/v1/responses/resp_1");
Console.WriteLine($"{(int)answer.StatusCode} {(await answer.Content.ReadAsStringAsync()).Contains("resp_1")}");
await app.StopAsync();
