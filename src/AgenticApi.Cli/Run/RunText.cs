using System.Text;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Takes the model's text out of the events of a run.</summary>
internal sealed class RunText
{
    private readonly StringBuilder _said = new();
    private bool _isRoundOver;

    // The first half of a character that was cut between two deltas.
    private string _half = "";

    /// <summary>What an event adds; empty where it adds nothing.</summary>
    public string Take(RunEvent e)
    {
        switch (e)
        {
            case RoundStarted or RoundRestarted:
                _said.Clear();
                _isRoundOver = false;
                _half = "";
                return "";
            case StreamedEvent { Step.Effect: StepEffect.TextAppended, Event: OutputTextDeltaEvent or RefusalDeltaEvent } streamed:
                return Add(((DeltaEvent)streamed.Event).Delta);
            case RoundEnded ended:
                _isRoundOver = true;
                return Rest(ended.Result);
            case RunEnded { Result.Response: { } last } when !_isRoundOver:
                _isRoundOver = true;
                return Rest(last);
            default:
                return "";
        }
    }

    private string Add(string delta)
    {
        delta = _half + delta;
        var whole = delta.Length > 0 && char.IsHighSurrogate(delta[^1]) ? delta[..^1] : delta;
        _half = delta[whole.Length..];
        _said.Append(whole);
        return whole;
    }

    /// <summary>What the deltas left out: some servers send text only at the end.</summary>
    private string Rest(AccumulatedResponse result)
    {
        var text = result.Response.OutputText;
        var said = _said.ToString();
        return text.StartsWith(said, StringComparison.Ordinal) ? text[said.Length..] : "";
    }
}
