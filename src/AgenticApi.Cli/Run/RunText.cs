using System.Text;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Extracts the text of the model from the events of a run.</summary>
internal sealed class RunText
{
    private readonly StringBuilder _text = new();
    private bool _isRoundOver;

    // The first half of a surrogate pair that is split between two deltas.
    private string _half = "";

    /// <summary>Adds an event and returns its text, or an empty string.</summary>
    public string Add(RunEvent e)
    {
        switch (e)
        {
            case RoundStarted or RoundRestarted:
                _text.Clear();
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
        _text.Append(whole);
        return whole;
    }

    /// <summary>Returns the text that was not in deltas. Some servers send text only in the final response.</summary>
    private string Rest(AccumulatedResponse result)
    {
        var text = result.Response.OutputText;
        var streamed = _text.ToString();
        return text.StartsWith(streamed, StringComparison.Ordinal) ? text[streamed.Length..] : "";
    }
}
