using System.Text.Json;

namespace AgenticApi.Serving.Tests.Properties;

/// <summary>Checks that answers in a format are parsed correctly.</summary>
internal static class AnswerChecks
{
    private static readonly ModelTextParserOptions Options = new()
    {
        Request = JsonElement.Parse("""
            {"tools":[{"type":"function","name":"f","parameters":{"properties":{"s":{"type":"string"},"t":{"type":"string"},"n":{"type":"integer"},
             "b":{"type":"boolean"},"o":{"type":"array"},"z":{"anyOf":[{"type":"string"},{"type":"null"}]}}}}]}
            """),
    };

    /// <summary>Creates a parser of the writer's format.</summary>
    public static ModelTextParser Parser(IAnswerWriter writer) => new(Options, writer.Blocks);

    /// <summary>Writes an answer, parses it in random pieces and compares the items.</summary>
    public static void IsParsedIntoItems(IAnswerWriter writer, int[] plan, int seed)
    {
        var written = WrittenAnswer.Of(plan, writer);

        var emitted = Emit.All(Parsed.Deltas(Parser(writer), Parsed.AtRandom(written.Text, seed)), null);

        emitted.Items.Select(Canonical).Should().Equal(written.Items.Select(Canonical));
        emitted.Response.Output.Should().NotContain(item => item.Status != "completed");
    }

    /// <summary>Writes an answer, parses its beginning in random pieces and checks that only whole calls are completed.</summary>
    public static void CompletesOnlyWholeCalls(IAnswerWriter writer, int[] plan, int seed)
    {
        var written = WrittenAnswer.Of(plan, writer);
        var cut = (int)((uint)seed % (written.Text.Length + 1));

        var emitted = Emit.All(Parsed.Deltas(Parser(writer), Parsed.AtRandom(written.Text[..cut], seed)), null);

        var calls = written.Items.Where(IsCall).Select(Canonical).ToList();
        var whole = emitted.Response.FunctionCalls.Where(call => call.Status == "completed").Select(call => Canonical($"{call.Name}({call.Arguments})")).ToList();
        whole.Should().Equal(calls.Take(whole.Count));
        var ended = written.Items.Zip(written.Ends).Count(item => IsCall(item.First) && item.Second <= cut);
        whole.Count.Should().BeInRange(ended, ended + 1);
    }

    private static bool IsCall(string item) => item.StartsWith("f(", StringComparison.Ordinal);

    /// <summary>Returns an item with its arguments as compact JSON.</summary>
    private static string Canonical(string item) => IsCall(item) ? $"f({JsonSerializer.Serialize(JsonElement.Parse(item[2..^1]))})" : item;
}
