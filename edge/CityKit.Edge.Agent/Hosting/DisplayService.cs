using CityKit.Edge.Devices;
using Microsoft.Extensions.Hosting;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>Shows on the configured displays how the device is, every few seconds.</summary>
internal sealed class DisplayService(AgentEdge edge, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Show(edge.Now);
    }

    private static void Show(RunningEdge now)
    {
        if (now.Devices is not { } devices) return;
        var rows = DisplayText.Rows(now.Configuration.Edge.Device.Value, now.Runtime);
        foreach (var display in now.Configuration.Edge.Devices.Where(d => d.Type.Role == DeviceRole.Display))
            devices.TryShow(display.Name, rows);
    }
}
