using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>A command that changes what the inputs after it are decided by: devices, rules, sensors, what work goes by.</summary>
internal interface ISettingCommand
{
    /// <summary>Takes it in, or says why not.</summary>
    ValueTask<Taken> TakeInAsync(HubDesks desks, HubCommand command, Asking by, ICityStore store);
}
