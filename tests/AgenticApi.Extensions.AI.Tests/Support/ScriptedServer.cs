using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Execution;

namespace AgenticApi.Extensions.AI.Tests.Support;

/// <summary>A server that answers each request with the next list of items, streamed or not as the request asks.</summary>
internal sealed class ScriptedServer(params IReadOnlyList<string> answers) : HttpMessageHandler
{
    private int _next;

    /// <summary>The requests, in their order.</summary>
    public List<(string Path, JsonElement Body)> Requests { get; } = [];

    /// <summary>The status of the responses.</summary>
    public string Status { get; set; } = "completed";

    public ResponsesEndpoint Endpoint => new(new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("http://scripted/v1/") }, RetryPolicy.None);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isPost = request.Method == HttpMethod.Post;
        var body = isPost ? JsonElement.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken)) : default;
        Requests.Add((request.RequestUri!.PathAndQuery, body));
        if (_next >= answers.Count)
        {
            return new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":{"message":"Nothing more to say.","code":"at_end","type":"invalid_request_error"}}""") };
        }

        var isStreamed = isPost ? body.GetProperty("stream").GetBoolean() : request.RequestUri.Query.Contains("stream=true", StringComparison.Ordinal);
        var items = JsonNode.Parse($"[{answers[_next++]}]")!.AsArray();
        var answer = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(isStreamed ? Stream(items) : Response(items, Status).ToJsonString(), Encoding.UTF8),
        };
        answer.Content.Headers.ContentType = new MediaTypeHeaderValue(isStreamed ? "text/event-stream" : "application/json");
        return answer;
    }

    private JsonObject Response(JsonArray items, string status) => new()
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"resp_{_next}"),
        ["object"] = "response",
        ["created_at"] = 1_790_000_000 + _next,
        ["status"] = status,
        ["model"] = "scripted-1",
        ["output"] = items.DeepClone(),
        ["usage"] = status != "completed" ? null : JsonNode.Parse("""{"input_tokens":10,"input_tokens_details":{"cached_tokens":4},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":15}"""),
    };

    private string Stream(JsonArray items)
    {
        var events = new StringBuilder();
        var number = 0;
        Write("response.created", "response", Response([], "in_progress"), null);
        for (var i = 0; i < items.Count; i++)
        {
            Write("response.output_item.added", "item", items[i]!, i);
            Write("response.output_item.done", "item", items[i]!, i);
        }

        Write("response.completed", "response", Response(items, "completed"), null);
        return events.ToString();

        void Write(string type, string name, JsonNode value, int? index)
        {
            var json = new JsonObject { ["type"] = type, ["sequence_number"] = number++, [name] = value.DeepClone() };
            if (index is not null)
            {
                json["output_index"] = index;
            }

            events.Append(CultureInfo.InvariantCulture, $"event: {type}\ndata: {json.ToJsonString()}\n\n");
        }
    }
}
