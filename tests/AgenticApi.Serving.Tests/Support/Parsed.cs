using System.Text;
using AgenticApi.Serving;

namespace AgenticApi.Tests.Support;

/// <summary>What a parser made of a text.</summary>
internal static class Parsed
{
    /// <summary>The deltas, those of one kind that follow one another joined.</summary>
    public static List<string> Text(ModelTextParser parser, params IEnumerable<string> pieces)
    {
        List<(string Kind, StringBuilder Text)> joined = [];
        List<ModelDelta> deltas = [.. pieces.SelectMany(parser.Parse)];
        deltas.AddRange(parser.Finish());
        foreach (var delta in deltas)
        {
            var (kind, text) = delta switch
            {
                ContentDelta content => ("text", content.Text),
                ReasoningDelta reasoning => ("reasoning", reasoning.Text),
                ToolCallDelta call => ($"call {call.Index}", $"{call.Name}({call.Arguments})"),
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
}
