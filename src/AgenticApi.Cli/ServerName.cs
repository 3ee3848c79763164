using System.Text.Json;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>Names the server of a turn: from the cassette, or guessed from its file name and its answers.</summary>
internal static class ServerName
{
    public static string Of(FoldedTurn folded) =>
        folded.Cassette.Server ?? Guess(folded.Cassette.Name, folded.Turn.Response.Transport, folded.Result.Response);

    private static string Guess(string name, CassetteTransport transport, Response response)
    {
        var model = response.Model ?? "unknown";
        if (Has(response, "conversation_id"))
        {
            return "gateway";
        }

        if (Has(response, "kv_transfer_params"))
        {
            return model.Contains("gpt-oss", StringComparison.Ordinal) ? "vLLM gpt-oss" : "vLLM";
        }

        if (name.Contains("vllm", StringComparison.OrdinalIgnoreCase))
        {
            return "vLLM " + model.Split('/')[^1];
        }

        if (name.StartsWith("lmstudio", StringComparison.OrdinalIgnoreCase))
        {
            return "LM Studio";
        }

        if (model.StartsWith("grok", StringComparison.Ordinal))
        {
            return "xAI";
        }

        if (model.StartsWith("gpt-", StringComparison.Ordinal))
        {
            return transport == CassetteTransport.WebSocket ? "OpenAI WebSocket" : "OpenAI";
        }

        return model;
    }

    private static bool Has(Response response, string member) =>
        response.Json.ValueKind == JsonValueKind.Object && response.Json.TryGetProperty(member, out _);
}
