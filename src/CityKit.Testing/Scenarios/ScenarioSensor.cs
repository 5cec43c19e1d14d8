using CityKit.Core;
using NodaTime;

namespace CityKit.Testing.Scenarios;

/// <summary>A sensor of a scenario's device: what it sees is sent as of now.</summary>
/// <remarks>While its device is disconnected, what it sees waits in the device's outbox.</remarks>
/// <example><code>
/// await using var city = await CityScenario.StartAsync(city => city.UseRules(rules).UseSensors(sensors));
/// var lamp = city.Device("pi-1").Sensor("lamp-1");
/// await lamp.ActivateAsync();
/// await city.PassAsync(Duration.FromMinutes(31));
/// </code></example>
public sealed class ScenarioSensor
{
    internal ScenarioSensor(ScenarioDevice device, string name) => (Device, Name) = (device, SensorName.Parse(name));

    /// <summary>Its device.</summary>
    public ScenarioDevice Device { get; }

    /// <summary>Its name.</summary>
    public SensorName Name { get; }

    private Instant Now => Device.Now;

    /// <summary>Its contact becomes active.</summary>
    public Task ActivateAsync() => Device.SendAsync(Device.Virtual.Contact(Name.Value, Now));

    /// <summary>Its contact becomes inactive.</summary>
    public Task DeactivateAsync() => Device.SendAsync(Device.Virtual.Contact(Name.Value, Now, active: false));

    /// <summary>It read an amount over an interval that ends now.</summary>
    /// <param name="value">In the sensor's smallest unit.</param>
    /// <param name="span">How long the interval was.</param>
    public Task ReadAsync(long value, Duration span) => Device.SendAsync(Device.Virtual.Reading(Name.Value, Now, value, span));

    /// <summary>Its detector found something.</summary>
    /// <param name="value">Its speed in mm/s; 0 when not measured.</param>
    public Task DetectAsync(long value = 0) => Device.SendAsync(Device.Virtual.Detection(Name.Value, Now, value));

    /// <summary>Its line is at fault.</summary>
    public Task FailAsync(string reason) => Device.SendAsync(Device.Virtual.Fault(Name.Value, Now, reason));

    /// <summary>Its line is right again.</summary>
    public Task RecoverAsync(string reason) => Device.SendAsync(Device.Virtual.Fault(Name.Value, Now, reason, present: false));

    /// <summary>It saw nothing for a span that ends now.</summary>
    public Task MissAsync(Duration span) => Device.SendAsync(Device.Virtual.Blind(Name.Value, Now, span));

    /// <summary>The device and its own name, as alerts name their source.</summary>
    public override string ToString() => $"{Device.Id}/{Name}";
}
