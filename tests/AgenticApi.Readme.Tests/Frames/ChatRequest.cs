// src/AgenticApi.Serving/README.md: LeavesOutHostedTools = true
// Prints: web_search
// Prints: {"model":"m","messages":[{"role":"user","content":"Hi"}]}
using System.Text;
using System.Text.Json;
using AgenticApi.Serving;

var request = JsonElement.Parse("""{"model":"m","input":"Hi","tools":[{"type":"web_search"}]}""");
// The sample stands here.
Console.WriteLine(string.Join(' ', leftOut));
Console.WriteLine(Encoding.UTF8.GetString(body));
