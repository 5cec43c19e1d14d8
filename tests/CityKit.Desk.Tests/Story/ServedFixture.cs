namespace CityKit.Desk.Tests.Story;

/// <summary>The served sample for the tests of a class, as its four days take half a minute.</summary>
public sealed class ServedFixture : IAsyncLifetime
{
    internal ServedCompound Compound { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Support.DeskBrowser.Program is not null) Compound = await ServedCompound.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (Compound is not null) await Compound.DisposeAsync();
    }
}
