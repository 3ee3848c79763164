using System.Diagnostics;

namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary>A working folder for <c>codex</c>, with its own home folder, so that the settings of this machine have no effect.</summary>
internal sealed class CodexFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("agentic-api-codex-");
    private readonly string _home;
    private readonly string _work;

    /// <param name="config">The content of <c>config.toml</c>.</param>
    public CodexFolder(string config)
    {
        _home = _root.CreateSubdirectory("home").FullName;
        _work = _root.CreateSubdirectory("work").FullName;
        // Tests must not send telemetry.
        File.WriteAllText(Path.Combine(_home, "config.toml"), $"{config}\n\n[analytics]\nenabled = false\n");
    }

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(_work, name), text);

    public string Read(string name) => File.ReadAllText(Path.Combine(_work, name));

    /// <summary>Runs <c>codex exec</c>.</summary>
    public async Task<CodexRun> ExecAsync(params string[] arguments)
    {
        var packages = await NodePackages.InstalledAsync();
        var start = new ProcessStartInfo(packages.Node, [Path.Combine(packages.Modules, "@openai", "codex", "bin", "codex.js"), "exec", .. arguments])
        {
            WorkingDirectory = _work,
        };
        start.Environment["CODEX_HOME"] = _home;
        start.Environment["OPENAI_API_KEY"] = start.Environment["CODEX_API_KEY"] = "none";
        var run = await NodePackages.RunAsync(start);
        return new(run.ExitCode, run.Output.Trim(), run.Error.Split('\n'));
    }

    public void Dispose() => _root.Delete(recursive: true);
}
