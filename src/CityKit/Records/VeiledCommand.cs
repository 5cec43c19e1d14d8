using CityKit.Cases;
using CityKit.Modules;

namespace CityKit.Records;

/// <summary>A command as the journal may have it, and beside it what it says of persons; disposed of when it is decided.</summary>
internal sealed record VeiledCommand(HubCommand Command, Actor Actor, PersonalInput Personal, IDisposable Subjects) : IDisposable
{
    public void Dispose() => Subjects.Dispose();
}
