using System.ComponentModel;
using System.Diagnostics;

namespace AgenticApi.Cli;

/// <summary>The running processes of tools. This class is thread-safe.</summary>
internal sealed class ToolProcesses
{
    // Held while a process and its children are killed, so that the tool does not exit before all of them are.
    private readonly Lock _lock = new();
    private readonly HashSet<Process> _running = [];
    private bool _isOver;

    /// <summary>Adds a started process. After <see cref="EndAll"/>, the process is killed.</summary>
    public void Add(Process process)
    {
        lock (_lock)
        {
            _running.Add(process);
            if (_isOver)
            {
                KillTree(process);
            }
        }
    }

    /// <summary>Kills a process and its children.</summary>
    public void Kill(Process process)
    {
        lock (_lock)
        {
            KillTree(process);
        }
    }

    /// <summary>Kills the children that a process may have left, and removes it.</summary>
    public void End(Process process)
    {
        lock (_lock)
        {
            KillTree(process);
            _running.Remove(process);
        }
    }

    /// <summary>Kills all processes, including those that are added later.</summary>
    public void EndAll()
    {
        lock (_lock)
        {
            _isOver = true;
            foreach (var process in _running)
            {
                KillTree(process);
            }
        }
    }

    private static void KillTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // The process has already exited.
        }
    }
}
