using CityKit.Verifying;

namespace CityKit.Docs.Tests.Pages;

internal static class Journals
{
    internal static async Task VerifyAsync(CityHub hub)
    {
        await foreach (var finding in JournalVerifier.RunAsync(hub.Store)) Console.Error.WriteLine(finding);
    }
}
