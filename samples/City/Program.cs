using CityKit.Core;
using CityKit.Samples.City;

SQLitePCL.Batteries_V2.Init();
try
{
    return await Afternoon.RunAsync(Console.Out, AppContext.BaseDirectory, args is [var database] ? database : Path.Combine(AppContext.BaseDirectory, "city.db"));
}
catch (Exception refused) when (refused is RefusedException or InvalidDataException) // such as a city.db that was taken in by other options
{
    Console.Error.WriteLine(refused.Message);
    return 2;
}
