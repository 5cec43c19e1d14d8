using System.Runtime.CompilerServices;
using CityKit.Cli.Commands;
using CityKit.Shared.SqliteProvider;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Cli.Tests.Support;

/// <summary>One run of the tool in this process: what it wrote, and how it ended.</summary>
internal sealed record ToolRun(int Code, string Output, string Error)
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 21, 4, 0);

    [ModuleInitializer]
    internal static void PickTheSqliteProvider() => SqliteChoice.Use();

    internal static async Task<ToolRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CityKitTool.RunAsync(
            arguments, new Terminal(output, error, IsLive: false, FakeTime.At(Now)), CancellationToken.None);
        return new ToolRun(code, output.ToString(), error.ToString());
    }
}
