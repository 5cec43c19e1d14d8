using CityKit.Commands;
using CityKit.Modules;
using CityKit.Readings;
using NodaTime.Text;

namespace CityKit.BuiltIn;

/// <summary>What sensors read over time (读数), hour by hour, until its time of keeping is over.</summary>
internal sealed class ReadingsModule : ICityModule
{
    private static readonly Access Everyone = Access.For(DataClass.Personal);

    public string Name => "readings";

    public void Declare(ModuleDeclaration declaration) => declaration
        .Own(ReadingDocuments.Kind)
        .Own(new CaseCommand<OpenReadings>("open-readings", Name, Everyone, new CommandForm<OpenReadings>(
                (writer, c) => CommandMembers.Write(writer, ("sensor", c.Sensor.ToString()), ("purpose", c.Purpose),
                    ("from", InstantPattern.ExtendedIso.Format(c.From)), ("until", InstantPattern.ExtendedIso.Format(c.Until))),
                (json, id) => new OpenReadings(id, ConfigurationModule.ReadSensor(json.Text("sensor")),
                    InstantPattern.ExtendedIso.Parse(json.Text("from")).GetValueOrThrow(),
                    InstantPattern.ExtendedIso.Parse(json.Text("until")).GetValueOrThrow(), json.Text("purpose"))),
            (desks, c, by, attempt) => desks.Readings.Open(c, by.Key, by.Actor, attempt), (_, _, _) => CommandAnswer.Done()))
        .Timer(ReadingDocuments.Kind, ReadingDocuments.DropAt, (hour, _, changes) => changes.Remove(ReadingDocuments.Kind, hour.Id));
}
