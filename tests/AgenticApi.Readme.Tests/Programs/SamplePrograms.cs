using System.Text.RegularExpressions;
using AgenticApi.Readme.Tests.Blocks;

namespace AgenticApi.Readme.Tests.Programs;

/// <summary>All C# samples in their frames, built as one program that runs the sample which its first argument names.</summary>
public sealed partial class SamplePrograms : IAsyncLifetime
{
    private readonly SamplePlace _place = new();
    private string _program = "";
    private string _errors = "";

    /// <summary>The samples that have one frame.</summary>
    public static IReadOnlyList<(Block Block, Frame Frame)> Samples { get; } =
        [.. Block.Of("csharp").SelectMany(block => Frame.All(".cs").Where(frame => frame.Fits(block)).Take(1), (block, frame) => (block, frame))];

    public async Task InitializeAsync()
    {
        await _place.InitializeAsync();
        var folder = _place.FolderOf("program");
        foreach (var (block, frame) in Samples)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{NameOf(block)}.cs"), _place.StandIns.In(Program(block, frame)));
            if (IsFile(block))
            {
                await File.WriteAllTextAsync(Path.Combine(folder, $"{NameOf(block)}_file.cs"), block.Text);
            }
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "Main.cs"), $$"""
            Func<string[], Task> sample = args[0] switch
            {
            {{string.Join('\n', Samples.Select(sample => $"    \"{NameOf(sample.Block)}\" => {NameOf(sample.Block)}.Sample.RunAsync,"))}}
                _ => throw new ArgumentException(args[0]),
            };
            await sample(args[1..]);
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Samples.csproj"), Project());
        var built = await Running.RunAsync(new("dotnet", ["build", "-c", "Debug", "-v", "q", "-nologo", "-nodeReuse:false"]) { WorkingDirectory = folder });
        _errors = built.ExitCode == 0 ? "" : string.Join('\n', built.Output.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct());
        _program = Path.Combine(folder, "bin", "Debug", "net10.0", "Samples.dll");
    }

    /// <summary>Runs a sample in an empty folder.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(Block block)
    {
        _errors.Should().BeEmpty("every sample compiles");
        var run = await Running.RunAsync(new("dotnet", [_program, NameOf(block), Repository.Root]) { WorkingDirectory = _place.FolderOf(NameOf(block)) });
        run.ExitCode.Should().Be(0, "{0} runs, and says {1}", block.Place, run.Errors);
        return run.Output;
    }

    public Task DisposeAsync() => _place.DisposeAsync();

    private static string NameOf(Block block) => $"Sample_{block.File.Replace('/', '_').Replace('.', '_')}_{block.Line}";

    /// <summary>Whether a block is a file of its own, with a namespace; the frame calls its types.</summary>
    private static bool IsFile(Block block) => block.Text.Contains("\nnamespace ", StringComparison.Ordinal);

    private static string Program(Block block, Frame frame)
    {
        var (before, sample, after) = (SampleText.Of(frame.Before), SampleText.Of(IsFile(block) ? "" : block.Text), SampleText.Of(frame.After));
        var text = $$"""
            {{string.Join('\n', string.Join('\n', before.Usings, sample.Usings).Split('\n').Distinct())}}

            namespace {{NameOf(block)}}
            {
            static class Sample
            {
            public static async Task RunAsync(string[] args)
            {
            {{before.Statements}}
            #line {{block.Line + 1}} "{{block.File}}"
            {{sample.Statements}}
            #line default
            {{after.Statements}}
            }
            }
            #line {{block.Line + sample.Statements.Split('\n').Length + 1}} "{{block.File}}"
            {{sample.Types}}
            #line default
            {{before.Types}}
            {{after.Types}}
            }
            """;

        // The generator of System.Text.Json names its files by the class alone.
        return JsonContext().Match(text) is { Success: true } context ? Regex.Replace(text, $@"\b{context.Groups[1].Value}\b", $"{context.Groups[1].Value}_{NameOf(block)}") : text;
    }

    /// <summary>A project that takes the assemblies beside this test: those of the repository and those of the packages.</summary>
    private static string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <LangVersion>latest</LangVersion>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <InvariantGlobalization>true</InvariantGlobalization>
            <UseAppHost>false</UseAppHost>
            <NoWarn>$(NoWarn);OPENAI001</NoWarn>
            <RunAnalyzers>false</RunAnalyzers>
          </PropertyGroup>
          <ItemGroup>
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            <Using Include="Xunit" />
            <Reference Include="{AppContext.BaseDirectory}*.dll" Exclude="{AppContext.BaseDirectory}*.Tests.dll;{AppContext.BaseDirectory}testhost*.dll" />
            <Compile Include="{Frame.Folder}/Support/*.cs" />
            <Compile Include="{Repository.Root}/tests/AgenticApi.Execution.Tests/Server/**/*.cs" />
          </ItemGroup>
        </Project>
        """;

    [GeneratedRegex(@"partial class (\w+) : JsonSerializerContext")]
    private static partial Regex JsonContext();
}
