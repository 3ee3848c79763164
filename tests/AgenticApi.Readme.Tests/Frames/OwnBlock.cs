// src/AgenticApi.Serving/README.md: public sealed class BracketBlock
// Prints: a[call f {'x': 1}]b -> text a, f, {"x": 1}, Whole, text b
// Prints: a[call f {"x":  -> text a, f, {"x": , CutOff
// Prints: a[call f {}x -> text a, f, {}, Broken, text x
// Prints: a[call ]b -> text a[call ]b
using AgenticApi.Serving;

foreach (var text in (string[])["a[call f {'x': 1}]b", "a[call f {\"x\": ", "a[call f {}x", "a[call ]b"])
{
    var parser = new ModelTextParser(new BracketBlock());
    var deltas = parser.Parse(text).Concat(parser.Finish()).SelectMany(delta => delta switch
    {
        ContentDelta content => new[] { $"text {content.Text}" },
        ToolCallDelta call => [call.Name ?? "", call.Arguments ?? "", call.Ending?.ToString() ?? ""],
        _ => [],
    });
    Console.WriteLine($"{text} -> {string.Join(", ", deltas.Where(part => part.Length > 0))}");
}
// The sample stands here.
