// src/AgenticApi.Cassettes/README.md: public class RenderFarmTests
// Prints: passed
File.Copy(Path.Combine(args[0], "cassettes/story-that-job-streaming.yaml"), "story-that-job-streaming.yaml");
await new RenderFarm.Tests.RenderFarmTests().That_job_is_the_job_of_the_first_turn();
Console.WriteLine("passed");
// The sample stands here.
