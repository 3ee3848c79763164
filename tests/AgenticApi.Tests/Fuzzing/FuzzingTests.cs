using AgenticApi.Fuzzing;
using AgenticApi.Fuzzing.Generation;
using AgenticApi.Fuzzing.Promises;
using AgenticApi.Fuzzing.Running;

namespace AgenticApi.Tests.Fuzzing;

/// <summary>The promises of the fuzzer, for a short time and for every input that has broken one before.</summary>
public class FuzzingTests
{
    // A check cuts its input at random places. Each is repeated this often.
    private const int Choices = 20;

    public static TheoryData<string> Corpus
    {
        get
        {
            var files = Directory.Exists(Folders.Corpus) ? Directory.EnumerateFiles(Folders.Corpus).Where(file => Path.GetExtension(file) is ".stream" or ".body") : [];
            return new(files.Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).DefaultIfEmpty("none"));
        }
    }

    [Fact]
    public void Short_run_breaks_no_promise()
    {
        var run = new FuzzRun(new FuzzOptions { Time = TimeSpan.FromSeconds(5), Seed = 1, Threads = 1, Corpus = null, IsTold = false });

        run.Run();

        run.Faults.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Corpus_file_breaks_no_promise(string file)
    {
        var path = Path.Combine(Folders.Corpus, file);
        var input = File.Exists(path) ? new FuzzInput(File.ReadAllBytes(path), file.EndsWith(".body", StringComparison.Ordinal)) : new FuzzInput([], IsBody: false);

        var breaches =
            from promise in AllPromises.List
            from choice in Enumerable.Range(0, Choices)
            let breach = AllPromises.Check(promise, input, choice)
            where breach is not null
            select $"{promise.Name}: {breach.Kind}";

        breaches.Distinct().Should().BeEmpty();
    }
}
