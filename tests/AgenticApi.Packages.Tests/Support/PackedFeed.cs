using System.Globalization;

namespace AgenticApi.Packages.Tests.Support;

/// <summary>All packages of the repository, packed into a folder, and a fresh project for each that takes this package alone.</summary>
/// <remarks>The projects restore from that folder; packages of others are those that building the repository brought to this machine.</remarks>
public sealed class PackedFeed : IAsyncLifetime
{
    // No other build has this version, so no cache has the package.
    private static readonly string Suffix = "check." + DateTime.UtcNow.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    private readonly string _root = Directory.CreateTempSubdirectory("agentic-api-packages-").FullName;

    /// <summary>The packages that are libraries.</summary>
    public static IReadOnlyList<string> Libraries { get; } = [.. All().Where(name => name != Tool)];

    /// <summary>The package that is a tool.</summary>
    public static string Tool => "AgenticApi.Cli";

    /// <summary>The version of all of them.</summary>
    public string Version { get; private set; } = "";

    /// <summary>The folder that they are in.</summary>
    public string Feed => Path.Combine(_root, "feed");

    /// <summary>Where a sample is built.</summary>
    public string ProjectOf(string package) => Path.Combine(_root, "samples", package);

    /// <summary>The file of a package.</summary>
    public string FileOf(string package, string extension = "nupkg") => Path.Combine(Feed, $"{package}.{Version}.{extension}");

    /// <summary>The lines that a new user writes with a package.</summary>
    public static string SampleOf(string package) => File.ReadAllText(Path.Combine(Repository.Root, "tests/AgenticApi.Packages.Tests/Samples", $"{package}.cs"));

    public async Task InitializeAsync()
    {
        var projects = All().Select(name => Path.Combine(Repository.Root, "src", name, $"{name}.csproj"));

        // The build before this test has analysed the code; here that would take most of the time.
        await BuildAsync("pack.proj", "Pack", "Configuration=Release;NoRestore=true;RunAnalyzers=false;VersionSuffix=" + Suffix + ";PackageOutputPath=" + Feed, projects);
        Version = Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, "AgenticApi.Cli.*.nupkg").Single())["AgenticApi.Cli.".Length..];
        var caches = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Write("samples/nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_root, "cache")}" /></config>
              <packageSources><clear /><add key="feed" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="built" value="{caches}" /></fallbackPackageFolders>
            </configuration>
            """);
        foreach (var package in Libraries)
        {
            Write($"samples/{package}/Sample.cs", SampleOf(package));
            Write($"samples/{package}/Sample.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <Nullable>enable</Nullable>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                    <NoWarn>$(NoWarn);OPENAI001</NoWarn>
                  </PropertyGroup>
                  <ItemGroup><PackageReference Include="{package}" Version="{Version}" /></ItemGroup>
                </Project>
                """);
        }

        var samples = Libraries.Select(name => Path.Combine(ProjectOf(name), "Sample.csproj")).ToList();
        await BuildAsync("samples/restore.proj", "Restore", "", samples);
        await BuildAsync("samples/build.proj", "Build", "", samples);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Installs the tool from the folder.</summary>
    /// <returns>The program.</returns>
    public async Task<string> InstallToolAsync()
    {
        var tools = Path.Combine(_root, "tools");
        await Dotnet.RunAsync("dotnet", Path.Combine(_root, "samples"), "tool", "install", Tool, "--version", Version, "--tool-path", tools, "--configfile", Path.Combine(_root, "samples/nuget.config"));
        return Path.Combine(tools, OperatingSystem.IsWindows() ? "agentic-api.exe" : "agentic-api");
    }

    private static IEnumerable<string> All() => Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
        .Where(folder => File.Exists(Path.Combine(folder, Path.GetFileName(folder) + ".csproj"))).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    /// <summary>Builds several projects at once, in one process.</summary>
    private async Task BuildAsync(string file, string target, string properties, IEnumerable<string> projects)
    {
        Write(file, $"""
            <Project>
              <Target Name="All"><MSBuild Projects="{string.Join(';', projects)}" Targets="{target}" Properties="{properties}" BuildInParallel="true" /></Target>
            </Project>
            """);
        await Dotnet.RunAsync("dotnet", _root, "msbuild", file, "-t:All", "-m:2", "-nodeReuse:false", "-v:m", "-nologo");
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
