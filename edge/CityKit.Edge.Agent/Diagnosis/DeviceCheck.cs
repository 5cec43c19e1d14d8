using System.Globalization;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Devices;
using CityKit.Edge.Devices.Opened;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>
/// The configured devices: each is opened and asked as the agent does it. A bus has one master at a time, so a running agent's devices are
/// shown by the agent's status.
/// </summary>
internal static class DeviceCheck
{
    private const string What = "devices";

    internal static async Task<bool> IsRunningAsync(AgentFolder folder, CancellationToken cancel)
    {
        using var status = await ControlClient.AskAsync(folder, ControlSocket.StatusWord, cancel);
        return status is not null;
    }

    internal static IReadOnlyList<DoctorFinding> Look(EdgeConfiguration configuration, bool isRunning, TimeProvider time)
    {
        if (configuration.Devices.Count == 0) return [];
        if (isRunning) return [DoctorFinding.Ok(What, "held by the running agent; 'citykit-edge status' shows the state of each")];
        // an expander's outputs are put into their safe state, in which they are when nobody commands them
        using var devices = new DeviceSet(configuration, time);
        return [.. configuration.Devices.Select(device => LookAt(device, devices))];
    }

    private static DoctorFinding LookAt(DeviceConfiguration device, DeviceSet devices)
    {
        if (device.BusPath is { } path && !File.Exists(path))
            return DoctorFinding.Fail(What, $"{device.Name}: there is no {path}", HowToEnable(device));
        var place = device.Type.Bus == DeviceBus.I2c ? $"0x{device.Address:x2} of bus {device.Bus}" : device.BusPath ?? "its pins";
        if (devices.Probe(device.Name) is not { } values)
            return DoctorFinding.Fail(What,
                $"{device.Name}: no {device.Type.Name} answers at {place}: {devices.Status.First(s => s.Device == device.Name).Why}",
                HowToFind(device));
        var shown = values.Select((read, index) =>
            $"{device.Type.Quantities[index].Name} {Text(read, device.Type.Quantities[index].SmallestUnit)}");
        return DoctorFinding.Ok(What,
            $"{device.Name}: {device.Type.Name} at {place}{(values.Count == 0 ? "" : ": " + string.Join(", ", shown))}");
    }

    private static string Text(ChannelRead read, string unit) =>
        read.Problem ?? $"{read.Value.ToString(CultureInfo.InvariantCulture)} {unit}";

    private static string HowToEnable(DeviceConfiguration device) => device.Type.Bus == DeviceBus.Spi
        ? "enable SPI: sudo raspi-config nonint do_spi 0, or dtparam=spi=on in /boot/firmware/config.txt, and start again. 启用 SPI 后重启"
        : "enable I²C: sudo raspi-config nonint do_i2c 0, or dtparam=i2c_arm=on in /boot/firmware/config.txt, and start again. 启用 I²C 后重启";

    private static string HowToFind(DeviceConfiguration device) => device.Type.Bus == DeviceBus.I2c
        ? $"check wiring, supply and address: i2cdetect -y {device.Bus}; ls -l {device.BusPath}; groups citykit-edge (i2c). 检查接线、供电、地址与权限"
        : $"check wiring and supply; ls -l {device.BusPath ?? "/dev/gpiochip*"}; groups citykit-edge (spi, gpio). 检查接线、供电与权限";
}
