using AgenticApi.Gateway.Tests.Clients.Model;

namespace AgenticApi.Gateway.Tests.Clients;

/// <summary>The conversation of the tool loops: two parallel calls, another call, a text with their outputs, and another question.</summary>
internal static class WeatherLoop
{
    public const string Instructions = "Be short.";
    public const string Question = "What is the weather in Paris and in Rome, and the time in Rome?";
    public const string Thanks = "Thank you.";
    public const string Welcome = "You are welcome.";
    public const string Answer = "It is sunny in Paris. It is sunny in Rome. It is noon in Rome.";
    public const string Parameters = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""";

    public static readonly ModelCall[] Calls =
    [
        new("get_weather", """{"city":"Paris"}"""), new("get_weather", """{"city":"Rome"}"""), new("get_time", """{"city":"Rome"}"""),
    ];

    /// <summary>The conversation in the last request to the model.</summary>
    public static readonly string[] Conversation =
    [
        $"system: {Instructions}",
        $"user: {Question}",
        "call: get_weather {\"city\":\"Paris\"}",
        "call: get_weather {\"city\":\"Rome\"}",
        "tool: It is sunny in Paris.",
        "tool: It is sunny in Rome.",
        "call: get_time {\"city\":\"Rome\"}",
        "tool: It is noon in Rome.",
        $"assistant: {Answer}",
        $"user: {Thanks}",
    ];

    /// <summary>The same conversation if the client repeats the question with each step.</summary>
    public static readonly string[] RepeatedConversation =
    [
        .. Conversation[..6], $"user: {Question}", .. Conversation[6..8], $"user: {Question}", .. Conversation[8..],
    ];

    /// <summary>The reasoning of the model, which is in the last request, too.</summary>
    public static readonly string[] Reasoning = ["Look up both cities.", "Now the time.", "That is all."];

    public static string Output(string tool, string city) => tool == "get_time" ? $"It is noon in {city}." : $"It is sunny in {city}.";

    /// <summary>The script of the model.</summary>
    public static ModelTurn Say(ChatConversation conversation) => conversation.Rounds switch
    {
        0 => new(Reasoning[0], null, Calls[..2]),
        1 => new(Reasoning[1], null, Calls[2..]),
        _ when conversation.Last == Thanks => new("Be polite.", Welcome),
        _ => new(Reasoning[2], string.Join(' ', conversation.Outputs)),
    };
}
