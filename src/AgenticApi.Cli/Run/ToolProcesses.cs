using System.ComponentModel;
using System.Diagnostics;

namespace AgenticApi.Cli;

/// <summary>The processes of tools that run now. Safe to use from several threads.</summary>
internal sealed class ToolProcesses
{
    // Held while a process and its children are killed, so that the program does not end in the middle of it.
    private readonly Lock _lock = new();
    private readonly HashSet<Process> _running = [];
    private bool _isOver;

    /// <summary>Adds a process that has started.</summary>
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

    /// <summary>Kills a process with its children.</summary>
    public void Kill(Process process)
    {
        lock (_lock)
        {
            KillTree(process);
        }
    }

    /// <summary>Kills what may be left of a process, and forgets it.</summary>
    public void End(Process process)
    {
        lock (_lock)
        {
            KillTree(process);
            _running.Remove(process);
        }
    }

    /// <summary>Kills all of them, and those that are still to start.</summary>
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
            // It has ended.
        }
    }
}
