namespace AgenticApi.Gateway.Tests.Hosts;

/// <summary>The answer of <see cref="SlowModel"/> to a number: text, reasoning and text, or a call, in 10 to 60 pieces.</summary>
internal sealed class SlowSpeech
{
    private readonly List<string> _deltas = [];

    public SlowSpeech(int number)
    {
        var random = new Random(number);
        Pause = random.Next(20, 60);
        IsCall = number % 3 == 2;
        var pieces = Enumerable.Range(0, random.Next(10, 60)).Select(i => $"{number}.{i} ").ToList();
        Whole = string.Concat(pieces);
        if (IsCall)
        {
            Whole = $$"""{"text":"{{Whole}}"}""";
            _deltas.Add(Call("\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{\\\"text\\\":\\\"\"}"));
            _deltas.AddRange(pieces.Select(piece => Call($$"""{"arguments":"{{piece}}"}""", isPart: true)));
            _deltas.Add(Call("{\"arguments\":\"\\\"}\"}", isPart: true));
            return;
        }

        if (number % 3 == 1)
        {
            _deltas.AddRange(Enumerable.Range(0, 10).Select(i => $$"""{"reasoning_content":"Thought {{i}}. "}"""));
        }

        _deltas.AddRange(pieces.Select(piece => $$"""{"content":"{{piece}}"}"""));
    }

    public int Pause { get; }

    public bool IsCall { get; }

    /// <summary>The text, or the arguments of the call.</summary>
    public string Whole { get; }

    public IReadOnlyList<string> Deltas => _deltas;

    /// <summary>Returns the text of a response, or the arguments of its call.</summary>
    public static string Of(Response response) => response.FunctionCalls.FirstOrDefault()?.Arguments ?? response.OutputText;

    private static string Call(string members, bool isPart = false) =>
        $$"""{"tool_calls":[{"index":0,{{(isPart ? "\"function\":" : "")}}{{members}}}]}""";
}
