using System.Text;
using AgenticApi.Serving;

namespace AgenticApi.Tests.Support;

/// <summary>The result of a parser, as short text.</summary>
internal static class Parsed
{
    /// <summary>
    /// Returns the deltas as text. Consecutive deltas of the same kind are joined. A call is written as its name, id and arguments, with a
    /// mark for its ending: <c>)</c> if it is whole, <c>…</c> if it was cut off, <c>!</c> if it is broken.
    /// </summary>
    public static List<string> Text(ModelTextParser parser, params IEnumerable<string> pieces) => Join(Deltas(parser, pieces));

    public static List<ModelDelta> Deltas(ModelTextParser parser, params IEnumerable<string> pieces)
    {
        List<ModelDelta> deltas = [.. pieces.SelectMany(parser.Parse)];
        deltas.AddRange(parser.Finish());
        return deltas;
    }

    public static List<string> Join(IEnumerable<ModelDelta> deltas)
    {
        List<(string Kind, StringBuilder Text)> joined = [];
        foreach (var delta in deltas)
        {
            var (kind, text) = delta switch
            {
                ContentDelta content => ("text", content.Text),
                ReasoningDelta reasoning => ("reasoning", reasoning.Text),
                ToolCallDelta call => ($"call {call.Index}", Say(call)),
                _ => throw new InvalidOperationException(),
            };
            if (joined.Count == 0 || joined[^1].Kind != kind)
            {
                joined.Add((kind, new StringBuilder()));
            }

            joined[^1].Text.Append(text);
        }

        return [.. joined.Select(delta => $"{delta.Kind}:{delta.Text}")];
    }

    public static IEnumerable<string> ByCharacter(string text) => text.Select(c => c.ToString());

    public static IEnumerable<string> AtRandom(string text, int seed)
    {
        var random = new Random(seed);
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(random.Next(0, 9), text.Length - at);
            yield return text.Substring(at, length);
            at += length;
        }
    }

    private static string Say(ToolCallDelta call)
    {
        var begin = call.Name is null ? "" : call.Id is null ? $"{call.Name}(" : $"{call.Name}#{call.Id}(";
        return begin + call.Arguments + (call.Ending switch { null => "", CallEnding.Whole => ")", CallEnding.CutOff => "…", _ => "!" });
    }
}
