using System.Text;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;

namespace CityKit.House.Tests;

/// <summary>
/// What is built in is kept as the text that a journal has, so that a start need not read it; the text is drawn from the files beside it.
/// With CITYKIT_WRITE_DOCS=1 in the environment these tests draw it.
/// </summary>
public sealed class BuiltInTextTests
{
    [Fact]
    public void Text_OfTheProfiles_IsWhatTheirFilesSay() => Hold("CityKit.Cases/Profiles", "profiles", text =>
        ProfileCatalogue.Read(text, out var errors)?.ToUtf8() ?? throw new InvalidOperationException(string.Join(" ", errors)));

    [Fact]
    public void Text_OfTheCalendar_IsWhatItsFilesSay() => Hold("CityKit.Core/Calendar", "years", text =>
        WorkCalendar.Read(text, out var errors)?.ToUtf8() ?? throw new InvalidOperationException(string.Join(" ", errors)));

    [Fact]
    public void BuiltIn_WithNothingChanged_WritesTheTextItWasReadFrom()
    {
        Assert.True(ProfileCatalogue.BuiltIn.TryGet("care-visit", out var visit));
        Assert.Equal(ProfileCatalogue.BuiltIn.ToUtf8(), ProfileCatalogue.BuiltIn.With(visit).ToUtf8());
        Assert.Equal(WorkCalendar.BuiltIn.ToUtf8(), WorkCalendar.BuiltIn.With(Notice("""{"year": 2027, "days": []}""")).ToUtf8());
    }

    private static void Hold(string folder, string array, Func<byte[], byte[]> written)
    {
        var path = Path.Combine(ArchitecturePageTests.Docs, "../src", folder);
        var files = Directory.GetFiles(Path.Combine(path, "Data"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText);
        var text = written(Encoding.UTF8.GetBytes($$"""{"{{array}}": [{{string.Join(',', files)}}]}"""));
        var kept = Path.Combine(path, "built-in.json");
        if (Environment.GetEnvironmentVariable("CITYKIT_WRITE_DOCS") == "1") File.WriteAllBytes(kept, text);
        else Assert.Equal(Encoding.UTF8.GetString(text), File.ReadAllText(kept));
    }

    private static CalendarYear Notice(string json) =>
        CalendarYear.Read(Encoding.UTF8.GetBytes(json), out var errors) ?? throw new InvalidOperationException(string.Join(" ", errors));
}
