using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Guest;

// Everything here runs inside the emulated machine, as root, on the kernel's own simulated chips. Ends with 0 when all was as promised.
SQLitePCL.Batteries_V2.Init();
switch (args)
{
    case ["hub", var data, var port, var device, var publicKey]: return await HubProgram.RunAsync(
        data, port, DeviceId.Parse(device), new DevicePublicKey(Convert.FromBase64String(publicKey)));
    case ["wire", var pullFile]: return WireProgram.Run(pullFile);
    case ["rivals"]: return await Rivals.RunAsync();
    case [var agent]: return await Everything.RunAsync(agent);
    default:
        Console.Error.WriteLine("usage: guest AGENT | guest rivals | guest hub FOLDER PORT DEVICE PUBLICKEY | guest wire PULLFILE");
        return 2;
}
