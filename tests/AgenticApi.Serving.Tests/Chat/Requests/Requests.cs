using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Serving.Tests.Chat;

/// <summary>Translates requests.</summary>
internal static class Requests
{
    public static ChatCompletionRequestResult Translate(string request, ChatCompletionRequestOptions? options = null, string? history = null) =>
        ChatCompletionRequest.FromResponses(JsonElement.Parse(request), history is null ? null : JsonElement.Parse(history).EnumerateArray(), options);

    public static JsonNode Body(string request, ChatCompletionRequestOptions? options = null, string? history = null) =>
        JsonNode.Parse(Translate(request, options, history).Body.Span)!;

    public static void Check(string request, string expected, ChatCompletionRequestOptions? options = null) => ShouldBe(Body(request, options), expected);

    public static void Messages(string input, string messages, ChatCompletionRequestOptions? options = null) =>
        Check($$"""{"model":"m","input":{{input}}}""", $$"""{"model":"m","messages":{{messages}}}""", options);

    public static void ShouldBe(JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).Should().BeTrue($"{actual?.ToJsonString()} should be {expected}");

    public static InvalidRequestException Refused(string request, ChatCompletionRequestOptions? options = null, string? history = null)
    {
        var translate = () => Translate(request, options, history);
        return translate.Should().Throw<InvalidRequestException>().Which;
    }
}
