using CityKit.Core;
using CityKit.Samples.City;

SQLitePCL.Batteries_V2.Init();
try
{
    var folder = AppContext.BaseDirectory;
    return await Afternoon.RunAsync(Console.Out, folder, args is [var database] ? database : Path.Combine(folder, "city.db"));
}
catch (Exception refused) when (refused is RefusedException or InvalidDataException) // such as a city.db that was taken in by other options
{
    Console.Error.WriteLine(refused.Message);
    return 2;
}
