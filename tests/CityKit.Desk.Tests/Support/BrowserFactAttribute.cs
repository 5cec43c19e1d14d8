namespace CityKit.Desk.Tests.Support;

/// <summary>A test that opens pages in a browser; SKIPPED where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = DeskBrowser.Program is not null ? null
        : "SKIPPED: no Chromium here; install the package chromium";
}
