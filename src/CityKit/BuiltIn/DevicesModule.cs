using System.Globalization;
using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Devices;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>Devices (设备): their keys, configurations and releases.</summary>
internal sealed class DevicesModule : ICityModule
{
    public string Name => "devices";

    public void Declare(ModuleDeclaration declaration) => declaration
        .Own(DeviceDocuments.Kind)
        .Own(new DeviceQuery())
        .Own(new SettingCommand<AdmitDevice>("admit", Name, new CommandForm<AdmitDevice>(
                (writer, c) => CommandMembers.Write(writer,
                    ("device", c.Device.Value), ("key", Convert.ToBase64String(c.Key.Info.Span))),
                (json, id) => new AdmitDevice(id, json.Value<DeviceId>("device"),
                    new DevicePublicKey(Convert.FromBase64String(json.Text("key"))))),
            (desks, c, _) => Admit(desks, c)))
        .Own(new SettingCommand<SuspendDevice>("suspend", Name, OfDevice<SuspendDevice>(
                c => (c.Device, c.Reason), (id, device, reason) => new SuspendDevice(id, device, reason!)),
            (desks, c, _) => Set(desks, c.Device, Standing.Suspended, c.Reason),
            ReasonOf<SuspendDevice>(c => c.Reason, (c, reason) => c with { Reason = reason }, c => c.Device)))
        .Own(new SettingCommand<ResumeDevice>("resume", Name, OfDevice<ResumeDevice>(
                c => (c.Device, null), (id, device, _) => new ResumeDevice(id, device)),
            (desks, c, _) => Set(desks, c.Device, Standing.Active, null)))
        .Own(new SettingCommand<RevokeDevice>("revoke", Name, OfDevice<RevokeDevice>(
                c => (c.Device, c.Reason), (id, device, reason) => new RevokeDevice(id, device, reason!)),
            (desks, c, _) => Set(desks, c.Device, Standing.Revoked, c.Reason),
            ReasonOf<RevokeDevice>(c => c.Reason, (c, reason) => c with { Reason = reason }, c => c.Device)))
        .Own(new SettingCommand<PublishBundle>("publish-bundle", Name, new CommandForm<PublishBundle>(
                (writer, c) => writer.WriteString("bundle", Convert.ToBase64String(c.Bundle.Encode())),
                (json, id) => new PublishBundle(id, ReadBundle(json.Text("bundle")))),
            (desks, c, by) => Put(desks, desks.Devices.Publish(c.Bundle, by.Key))))
        .Own(new SettingCommand<OfferRelease>("offer-release", Name, new CommandForm<OfferRelease>(
                (writer, c) => CommandMembers.Write(writer,
                    ("device", c.Device.Value), ("number", c.Number.ToString(CultureInfo.InvariantCulture))),
                (json, id) => new OfferRelease(id, json.Value<DeviceId>("device"), json.Value<long>("number"))),
            (desks, c, _) => Put(desks, desks.Devices.Offer(c.Device, c.Number))));

    private static CommandForm<T> OfDevice<T>(
        Func<T, (DeviceId, string?)> of, Func<string, DeviceId, string?, T> make) where T : HubCommand =>
        new((writer, command) =>
            {
                var (device, reason) = of(command);
                CommandMembers.Write(writer, ("device", device.Value), ("reason", reason));
            },
            (json, id) => make(id, json.Value<DeviceId>("device"), json.TextIfAny("reason")));

    private static PersonalText<T> ReasonOf<T>(
        Func<T, string?> of, Func<T, string, T> with, Func<T, DeviceId> deviceOf) where T : HubCommand =>
        new(DeviceDesk.MaxReason, of, with, command => $"device/{deviceOf(command)}");

    /// <summary>Another key for a known device may be a thief's: those who maintain devices hear of it.</summary>
    private static Taken Admit(HubDesks desks, AdmitDevice command)
    {
        var before = desks.DeviceTable.Find(command.Device);
        var taken = Put(desks, desks.Devices.Admit(command.Device, command.Key));
        return taken.Refusal is not null || before is null || before.Key.Equals(command.Key) ? taken : new Taken(null, attempt =>
        {
            taken.Follow!(attempt);
            attempt.Add("key-changed", command.Device.Value, null, null, KeyChanged(before.Key, command.Key), desks.MaintenanceAudience);
        });
    }

    /// <summary>A device whose batches are not taken is not silent.</summary>
    private static Taken Set(HubDesks desks, DeviceId id, Standing standing, string? reason)
    {
        var taken = Put(desks, desks.Devices.Set(id, standing, reason));
        return taken.Refusal is not null || standing == Standing.Active ? taken : new Taken(null, attempt =>
        {
            taken.Follow!(attempt);
            Desk.DeviceIsBack(id, attempt);
        });
    }

    private static LocalizedText KeyChanged(DevicePublicKey before, DevicePublicKey now) => new(
        $"登记的公钥由 {before.Print} 换为 {now.Print}；若非现场更换设备，请立即停用（suspend）并核查。",
        $"the admitted key changed from {before.Print} to {now.Print}; if nobody replaced the device, suspend it and look");

    private static Taken Put(HubDesks desks, (Refusal? Refusal, DeviceRecord? Device) decided)
    {
        if (decided.Refusal is { } refusal) return new Taken(refusal, null);
        desks.DeviceTable.Put(decided.Device!);
        return new Taken(null, attempt => attempt.Put(DeviceDocuments.Kind, decided.Device!));
    }

    private static SignedBundle ReadBundle(string base64) => SignedBundle.Decode(Convert.FromBase64String(base64), out var error)
        ?? throw new FormatException($"The journal holds a damaged configuration bundle: {error} 流水中的配置包已损坏。");
}
