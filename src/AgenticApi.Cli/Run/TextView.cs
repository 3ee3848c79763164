using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>The model's text on standard output, all else on standard error.</summary>
internal sealed class TextView : IRunView
{
    private bool _isInLine;
    private bool _hasProgress;
    private int _running;

    public void Begin(string runId, bool isKept)
    {
        if (isKept)
        {
            Terminal.Error($"run {runId}");
        }
    }

    public void Say(int round, string text)
    {
        ClearProgress();
        Console.Out.Write(Console.IsOutputRedirected ? text : VisibleText.Of(text));
        _isInLine = text[^1] != '\n';
    }

    public void Show(RunEvent e)
    {
        switch (e)
        {
            case RoundStarted:
                ShowProgress($"round {e.Round + 1}: waiting for the model");
                break;
            case RoundRestarted:
                EndLine();
                Tell($"agentic-api: the stream broke, and round {e.Round + 1} begins again: its text so far does not count");
                break;
            case CallStarted:
                _running++;
                ShowProgress($"round {e.Round + 1}: {(_running == 1 ? "1 call runs" : $"{_running} calls run")}");
                break;
            case CallFinished finished:
                _running = Math.Max(0, _running - 1);
                Tell(CallText.Of(finished));
                break;
            case CallWaiting waiting:
                Tell($"{CallText.Of(waiting.Call.Call)} → {CallText.Of(waiting.Call.Reason)}");
                break;
            case RoundEnded:
                EndLine();
                break;
        }
    }

    public void End(RunResult result)
    {
        ClearProgress();
        EndLine();
    }

    private void Tell(string line)
    {
        ClearProgress();
        if (_isInLine && !Console.IsOutputRedirected && !Console.IsErrorRedirected)
        {
            // Both are the same terminal, and the text goes on behind the line.
            Console.Error.WriteLine();
        }

        Console.Error.WriteLine(line);
    }

    private void EndLine()
    {
        if (_isInLine)
        {
            Console.Out.WriteLine();
        }

        _isInLine = false;
    }

    private void ShowProgress(string text)
    {
        if (!_isInLine)
        {
            Progress.Show(text);
            _hasProgress = true;
        }
    }

    private void ClearProgress()
    {
        if (_hasProgress)
        {
            Progress.Show("");
        }

        _hasProgress = false;
    }
}
