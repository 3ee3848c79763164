namespace AgenticApi.Cli.View;

/// <summary>Writes the legend of the marks in the lanes.</summary>
internal static class Legend
{
    private static readonly (StepEffect Effect, string Meaning)[] Marks =
    [
        (StepEffect.ItemAdded, "item added"),
        (StepEffect.PartAdded, "part added"),
        (StepEffect.PartFinished, "text or part done"),
        (StepEffect.ItemUpdated, "item status"),
        (StepEffect.ItemFinished, "item done"),
        (StepEffect.ResponseUpdated, "response update"),
        (StepEffect.ResponseEnded, "terminal event"),
        (StepEffect.ErrorTold, "error or malformed event"),
        (StepEffect.Ignored, "other"),
    ];

    public static void Write(HtmlWriter html)
    {
        html.WriteRaw("""<ul class="legend" aria-label="Marks"><li><span class="mark run"><span>12</span></span> run of events</li>""");
        foreach (var (effect, meaning) in Marks)
        {
            html.Write($"""<li><span class="mark {Step.MarkOf(effect)}"></span> {meaning}</li>""");
        }

        foreach (var severity in Enum.GetValues<DeviationSeverity>())
        {
            html.Write($"""<li><span class="mark flag {Wire.Name(severity)}-flag"></span> {Wire.Name(severity)} deviation</li>""");
        }

        html.WriteRaw("</ul>");
    }
}
