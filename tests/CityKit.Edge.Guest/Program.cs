using CityKit.Edge.Guest;

// Everything here runs inside the emulated machine, as root, on the kernel's own simulated chip. Ends with 0 when all was as promised.
SQLitePCL.Batteries_V2.Init();
switch (args)
{
    case ["edge", var data, var hub]: return await EdgeProgram.RunAsync(data, new Uri(hub));
    case ["hub", var data, var port, var publicKey]: return await HubProgram.RunAsync(data, port, publicKey);
    case []: return await Everything.RunAsync();
    default:
        Console.Error.WriteLine("usage: guest | guest edge FOLDER HUB | guest hub FOLDER PORT PUBLICKEY");
        return 2;
}
