using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Serving.Tests.Properties.Formats;

/// <summary>Properties of formats without tags, in which the whole answer is calls.</summary>
public class BareCallsProperties
{
    private static readonly Config Configuration = Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(12);

    private static readonly string[] Words = ["a", " ", "\n", "\"", "'", "\\", "{", "}", "[", "]", "(", ")", ",", ";", "=", "None", "é", "<|python_tag|>", "{\"name\": \"f\", \"parameters\": {}}", "[f(s=\"1\")]"];

    private static readonly ModelTextParserOptions Options = new()
    {
        Request = JsonElement.Parse("""{"tools":[{"type":"function","name":"f","parameters":{"properties":{"s":{"type":"string"},"n":{"type":"integer"}}}}]}"""),
    };

    private static readonly Dictionary<string, Func<IEnumerable<IReadOnlyList<(string Key, object? Value)>>, string>> Writers = new()
    {
        ["python"] = calls => $"[{string.Join(", ", calls.Select(arguments => PythonicWriter.Write("f", arguments, '\'')))}]",
        ["objects"] = calls => string.Join("; ", calls.Select(arguments => JsonToolCallWriter.Write("f", "parameters", arguments))),
        ["list"] = calls => $"[{string.Join(", ", calls.Select(arguments => JsonToolCallWriter.Write("f", "arguments", arguments)))}]",
    };

    public static TheoryData<string> Formats => [.. Writers.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Any_calls_cut_anywhere_are_parsed_and_only_whole_ones_are_completed(string format) => Prop
        .ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<int>(), (plan, seed) =>
        {
            var calls = Calls(plan);
            var text = Writers[format](calls);
            var cut = (int)((uint)seed % (text.Length + 1));

            Read(text, seed).Should().Equal(calls.Select(Json));
            var whole = Read(text[..cut], seed);
            whole.Should().Equal(calls.Take(whole.Count).Select(Json));
        })
        .Check(Configuration);

    private static List<IReadOnlyList<(string Key, object? Value)>> Calls(int[] plan)
    {
        var random = new Random(plan.Aggregate(17, (hash, seed) => (hash * 31) + seed));
        return [.. plan.Take(5).Append(0).Select(_ => (IReadOnlyList<(string, object?)>)(random.Next(3) switch
        {
            0 => [],
            1 => [("s", Say())],
            _ => [("s", Say()), ("n", random.Next(-9, 99)), ("o", new[] { Say(), Say() }), ("z", null)],
        }))];

        string Say() => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Words[random.Next(Words.Length)]));
    }

    private static List<string> Read(string text, int seed)
    {
        var parser = new ModelTextParser(Options, new JsonToolCallBlock(), new PythonicToolCallBlock());
        var calls = Emit.All(Parsed.Deltas(parser, Parsed.AtRandom(text, seed)), null).Response.FunctionCalls;
        return [.. calls.Where(call => call.Status == "completed").Select(call => JsonSerializer.Serialize(JsonElement.Parse(call.Arguments!)))];
    }

    private static string Json(IReadOnlyList<(string Key, object? Value)> arguments) =>
        JsonSerializer.Serialize(JsonElement.Parse(PlainValue.Json(arguments.ToDictionary(argument => argument.Key, argument => argument.Value))));
}
