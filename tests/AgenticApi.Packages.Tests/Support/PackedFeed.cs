namespace AgenticApi.Packages.Tests.Support;

/// <summary>All packages of the repository, packed into a folder, and a fresh project for each that takes this package alone.</summary>
/// <remarks>The projects restore from that folder into an empty cache; packages of others are those that building the repository brought to this machine.</remarks>
public sealed class PackedFeed : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("agentic-api-packages-").FullName;

    /// <summary>All packages: the projects in <c>src</c>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
        .Where(folder => File.Exists(Path.Combine(folder, Path.GetFileName(folder) + ".csproj"))).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>The packages that are libraries.</summary>
    public static IReadOnlyList<string> Libraries { get; } = [.. All.Where(name => name != Tool)];

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
        var projects = All.Select(name => Path.Combine(Repository.Root, "src", name, $"{name}.csproj"));
        Version = (await Dotnet.RunAsync("bash", Repository.Root, ".ci/version")).Trim();

        // The build before this test has analysed the code; here that would take most of the time. A build of a CI reads only the clone's
        // own configuration of git.
        var properties = $"Configuration=Release;NoRestore=true;RunAnalyzers=false;Version={Version};ContinuousIntegrationBuild=false;PackageOutputPath={Feed}";
        await BuildAsync("pack.proj", "Pack", properties, projects, await GitHubClone.ConfigureAsync(Path.Combine(_root, "config")));
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
        await BuildAsync("samples/restore.proj", "Restore", "", samples, new Dictionary<string, string>());
        await BuildAsync("samples/build.proj", "Build", "", samples, new Dictionary<string, string>());
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
        await Dotnet.RunAsync("dotnet", Directory.CreateDirectory(tools).FullName, "tool", "install", Tool, "--version", Version, "--tool-path", tools, "--configfile", Path.Combine(_root, "samples/nuget.config"));
        return Path.Combine(tools, OperatingSystem.IsWindows() ? "agentic-api.exe" : "agentic-api");
    }

    /// <summary>Builds several projects at once, in one process.</summary>
    private async Task BuildAsync(string file, string target, string properties, IEnumerable<string> projects, IReadOnlyDictionary<string, string> environment)
    {
        Write(file, $"""
            <Project>
              <Target Name="All"><MSBuild Projects="{string.Join(';', projects)}" Targets="{target}" Properties="{properties}" BuildInParallel="true" /></Target>
            </Project>
            """);
        await Dotnet.RunAsync("dotnet", _root, environment, "msbuild", file, "-t:All", "-m:2", "-nodeReuse:false", "-v:m", "-nologo");
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
