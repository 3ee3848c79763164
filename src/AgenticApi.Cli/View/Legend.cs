namespace AgenticApi.Cli.View;

/// <summary>What the marks of the lanes mean.</summary>
internal static class Legend
{
    private static readonly (StepKind Kind, string Meaning)[] Marks =
    [
        (StepKind.Added, "item added"),
        (StepKind.Part, "part added"),
        (StepKind.Whole, "text or part done"),
        (StepKind.Status, "status"),
        (StepKind.Done, "item done"),
        (StepKind.Envelope, "response so far"),
        (StepKind.End, "terminal event"),
        (StepKind.Error, "error, or no event"),
        (StepKind.Other, "other"),
    ];

    public static void Write(HtmlWriter html)
    {
        html.WriteRaw("""<ul class="legend" aria-label="Marks"><li><span class="mark run"><span>12</span></span> run of events</li>""");
        foreach (var (kind, meaning) in Marks)
        {
            html.Write($"""<li><span class="mark {Wire.Name(kind)}"></span> {meaning}</li>""");
        }

        foreach (var severity in Enum.GetValues<DeviationSeverity>())
        {
            html.Write($"""<li><span class="mark flag {Wire.Name(severity)}-flag"></span> {Wire.Name(severity)} deviation</li>""");
        }

        html.WriteRaw("</ul>");
    }
}
