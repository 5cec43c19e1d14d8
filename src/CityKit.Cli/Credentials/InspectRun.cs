using CityKit.Credentials.SdJwt;

namespace CityKit.Cli.Credentials;

/// <summary>Shows a token part by part, a line in English and one in Chinese for each.</summary>
internal static class InspectRun
{
    internal static int Run(Terminal terminal, string token)
    {
        foreach (var part in SdJwtInspector.Inspect(token))
        {
            terminal.Output.WriteLine(Printable.Of(part.Part));
            terminal.Output.WriteLine("  " + Printable.Of(part.Meaning.En));
            terminal.Output.WriteLine("  " + Printable.Of(part.Meaning.Zh));
        }
        return SdJwtToken.Parse(token, out _) is null ? ExitCode.Rejects : ExitCode.Done;
    }
}
