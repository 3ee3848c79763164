namespace AgenticApi.Extensions.AI.Tests.Support;

/// <summary>Items of scripted answers.</summary>
internal static class Items
{
    public static string Message(string text) =>
        $$"""{"type":"message","id":"msg_{{text.Length}}","role":"assistant","status":"completed","content":[{"type":"output_text","text":"{{text}}","annotations":[]}]}""";

    public static string Call(string id, string name, string arguments = "{}") =>
        $$"""{"type":"function_call","id":"fc_{{id}}","call_id":"{{id}}","name":"{{name}}","status":"completed","arguments":"{{arguments.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""";
}
