using System.Text.Json;

namespace AgenticApi.Gateway;

/// <summary>A response that is kept, so that a later request can continue it.</summary>
/// <param name="Response">The response as it ended.</param>
/// <param name="Input">The items that its request gave as <c>input</c>, a JSON array; what came before is with the response that it continued.</param>
public sealed record StoredResponse(Response Response, JsonElement Input);
