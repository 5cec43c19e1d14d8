using System.Globalization;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Sensors.Register;
using CityKit.Setup;
using NodaTime.Text;

namespace CityKit.BuiltIn;

/// <summary>Rules, sensors, and what work goes by (配置), changed while the hub runs.</summary>
internal sealed class ConfigurationModule : ICityModule
{
    public string Name => "configuration";

    public void Declare(ModuleDeclaration declaration) => declaration
        .Own(new InForceQuery()).Own(new RulesQuery()).Own(new RuleNamesQuery()).Own(new ClassesQuery()).Own(new SensorsQuery())
        .Own(new SettingCommand<PutSensors>("put-sensors", Name, File<PutSensors>(c => c.File, (id, file) => new PutSensors(id, file)),
            (desks, c, by) => desks.Configuration.Put(c, by.IsKept)))
        .Own(new SettingCommand<RetireSensor>("retire-sensor", Name, new CommandForm<RetireSensor>(
                (writer, c) => CommandMembers.Write(writer,
                    ("sensor", c.Sensor.ToString()), ("at", InstantPattern.ExtendedIso.Format(c.At))),
                (json, id) => new RetireSensor(
                    id, ReadSensor(json.Text("sensor")), InstantPattern.ExtendedIso.Parse(json.Text("at")).GetValueOrThrow())),
            (desks, c, _) => desks.Configuration.Retire(c)))
        .Own(new SettingCommand<WithdrawConsent>("withdraw-consent", Name, new CommandForm<WithdrawConsent>(
                (writer, c) => CommandMembers.Write(writer, ("household", c.Household), ("purpose", c.Purpose)),
                (json, id) => new WithdrawConsent(id, json.Text("household"), json.Text("purpose"))),
            (desks, c, _) => desks.Configuration.Withdraw(c)))
        .Own(new SettingCommand<PutRules>("put-rules", Name, File<PutRules>(c => c.File, (id, file) => new PutRules(id, file)),
            (desks, c, by) => desks.Configuration.Put(c, by.IsKept)))
        .Own(OfWork("put-policy", File<PutPolicy>(c => c.File, (id, file) => new PutPolicy(id, file))))
        .Own(OfWork("put-calendar", File<PutCalendar>(c => c.File, (id, file) => new PutCalendar(id, file))))
        .Own(OfWork("put-profile", File<PutProfile>(c => c.File, (id, file) => new PutProfile(id, file))))
        .Own(OfWork("retire-profile", new CommandForm<RetireProfile>(
            (writer, c) => writer.WriteString("profile", c.Profile), (json, id) => new RetireProfile(id, json.Text("profile")))))
        .Own(OfWork("put-grids", new CommandForm<PutGrids>(
            (writer, c) => CommandMembers.Write(writer, ("source", c.Source), ("sha256", c.Version.Sha256),
                ("grids", c.Version.Count.ToString(CultureInfo.InvariantCulture))),
            (json, id) => new PutGrids(id, json.Text("source"), new GridVersion(json.Text("sha256"), json.Value<int>("grids"))))));

    private static CommandForm<T> File<T>(Func<T, string> fileOf, Func<string, string, T> make) where T : HubCommand => new(
        (writer, command) => writer.WriteString("file", fileOf(command)), (json, id) => make(id, json.Text("file")));

    private SettingCommand<T> OfWork<T>(string name, CommandForm<T> form) where T : HubCommand =>
        new(name, Name, form, async (desks, command, by, store) =>
            await desks.Work.TakeAsync(command, by.IsKept, store).ConfigureAwait(false));

    internal static SensorKey ReadSensor(string text) =>
        text.Split('/') is [var device, var sensor] ? new SensorKey(DeviceId.Parse(device), SensorName.Parse(sensor))
            : throw new FormatException($"The journal names a sensor '{text}'. 流水中的传感器名有误。");
}
