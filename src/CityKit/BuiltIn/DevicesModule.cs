using System.Globalization;
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
        .Own(new SettingCommand<AdmitDevice>("admit", Name, new CommandForm<AdmitDevice>(
                (writer, c) => CommandMembers.Write(writer,
                    ("device", c.Device.Value), ("key", Convert.ToBase64String(c.Key.Info.Span))),
                (json, id) => new AdmitDevice(id, json.Value<DeviceId>("device"),
                    new DevicePublicKey(Convert.FromBase64String(json.Text("key"))))),
            (desks, c, _) => Put(desks, (null, desks.Devices.Admit(c.Device, c.Key)))))
        .Own(new SettingCommand<PublishBundle>("publish-bundle", Name, new CommandForm<PublishBundle>(
                (writer, c) => writer.WriteString("bundle", Convert.ToBase64String(c.Bundle.Encode())),
                (json, id) => new PublishBundle(id, ReadBundle(json.Text("bundle")))),
            (desks, c, by) => Put(desks, desks.Devices.Publish(c.Bundle, by.Key))))
        .Own(new SettingCommand<OfferRelease>("offer-release", Name, new CommandForm<OfferRelease>(
                (writer, c) => CommandMembers.Write(writer,
                    ("device", c.Device.Value), ("number", c.Number.ToString(CultureInfo.InvariantCulture))),
                (json, id) => new OfferRelease(id, json.Value<DeviceId>("device"), json.Value<long>("number"))),
            (desks, c, _) => Put(desks, desks.Devices.Offer(c.Device, c.Number))));

    private static Taken Put(HubDesks desks, (Refusal? Refusal, DeviceRecord? Device) decided)
    {
        if (decided.Refusal is { } refusal) return new Taken(refusal, null);
        desks.DeviceTable.Put(decided.Device!);
        return new Taken(null, attempt => attempt.Put(DeviceDocuments.Kind, decided.Device!));
    }

    private static SignedBundle ReadBundle(string base64) => SignedBundle.Decode(Convert.FromBase64String(base64), out var error)
        ?? throw new FormatException($"The journal holds a damaged configuration bundle: {error} 流水中的配置包已损坏。");
}
