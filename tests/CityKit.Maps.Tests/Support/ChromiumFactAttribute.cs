namespace CityKit.Maps.Tests.Support;

/// <summary>A fact in a real browser. Where there is none, it is skipped and says why; with CITYKIT_DEMAND=1 it fails.</summary>
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Environment.GetEnvironmentVariable("CITYKIT_DEMAND") == "1" || Chromium.Program is not null
        ? null
        : "SKIPPED: no Chromium here; install the package chromium";
}
